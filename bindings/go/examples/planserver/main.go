// SPDX-License-Identifier: Apache-2.0

// Planserver answers POST /plan: a JSON object of inputs in, a plan out.
//
//	go run ./examples/planserver -listen 127.0.0.1:8080 &
//	curl -d '{"concurrent_users": 1000, "spike_buffer": "30%"}' http://127.0.0.1:8080/plan
//
// With ?full the answer is the whole plan (docs/plan.schema.json). SIGINT and SIGTERM let the
// requests under way finish.
package main

import (
	"context"
	"errors"
	"flag"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const grace = 10 * time.Second

func main() {
	listen := flag.String("listen", "127.0.0.1:8080", "address to listen on")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("listening on http://%s/plan", listener.Addr())
	if err := serve(ctx, listener); err != nil {
		log.Fatal(err)
	}
	log.Print("stopped")
}

// serve answers until the context ends, then until the last request is answered.
func serve(ctx context.Context, listener net.Listener) error {
	mux := http.NewServeMux()
	mux.HandleFunc("/plan", handlePlan)
	server := &http.Server{
		Handler:           mux,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      10 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return err
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
