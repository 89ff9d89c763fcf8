// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// start runs the server on the loopback and gives its address and what ends it.
func start(t *testing.T) (string, func() error) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- serve(ctx, listener) }()
	return "http://" + listener.Addr().String() + "/plan", func() error {
		cancel()
		return <-done
	}
}

func post(client *http.Client, url, body string) (int, string, error) {
	response, err := client.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, string(text), err
}

func TestAnswers(t *testing.T) {
	url, stop := start(t)
	client := &http.Client{Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()

	code, text, err := post(client, url, `{"concurrent_users": 1000, "spike_buffer": "30%", "bill_logs": true}`)
	if err != nil || code != 200 {
		t.Fatal(code, text, err)
	}
	var got answer
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if got.Tier != "medium" || got.Pods != 9 || got.Nodes != 4 || got.Monthly.Expected.String() != "$479.3743" ||
		got.Components[0].DueTo != "connections" || got.Findings[0].Name != "zone_loss" {
		t.Errorf("%+v", got)
	}
	code, text, err = post(client, url+"?full", `{"concurrent_users": 1000}`)
	if err != nil || code != 200 || !json.Valid([]byte(text)) || len(text) < 10000 {
		t.Error(code, len(text), err)
	}
	for body, want := range map[string]string{
		`{"spike_bufer": "30%"}`:              "400 did you mean 'spike_buffer'",
		`{"spike_buffer": "2000%"}`:           "400 CAPACITY_E_RANGE",
		`{"spike_buffer": 0.30000001}`:        "400 more digits",
		`{"zones": 3, "zones": 2}`:            "400 twice",
		`{"zones": [3]}`:                      "400 neither a number",
		`{"zones": null}`:                     "400 neither a number",
		`{"zones": 3} {}`:                     "400 follows",
		`[]`:                                  "400 not a JSON object",
		``:                                    "400 EOF",
		`{"zones": 1, "zones_lost": 1}`:       "400 zones",
		`{"backend_memory_request": "900Gi"}`: "422 CAPACITY_E_INFEASIBLE",
		`{"node_type": "t9.huge"}`:            "422 t9.huge",
		`{"node_type": "t3\u0000large"}`:      "400 NUL",
		`{"node_type": "` + strings.Repeat("x", mostBytes) + `"}`: "413 too large",
	} {
		code, text, err := post(client, url, body)
		number, words, _ := strings.Cut(want, " ")
		if err != nil || strconv.Itoa(code) != number || !strings.Contains(text, words) {
			t.Errorf("%.60s: %d %s %v, not %s", body, code, text, err, want)
		}
	}
	response, err := client.Get(url)
	if err != nil || response.StatusCode != 405 {
		t.Error(response, err)
	}
	response.Body.Close()
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// load sends so many requests from several goroutines and returns how many were answered.
func load(t *testing.T, url string, workers, requests int) {
	t.Helper()
	transport := &http.Transport{MaxIdleConnsPerHost: workers}
	client := &http.Client{Transport: transport, Timeout: 30 * time.Second}
	defer transport.CloseIdleConnections()
	want := make([]string, 4)
	for i := range want {
		_, text, err := post(client, url, body(i))
		if err != nil {
			t.Fatal(err)
		}
		want[i] = text
	}
	var group sync.WaitGroup
	for w := 0; w < workers; w++ {
		group.Add(1)
		go func(w int) {
			defer group.Done()
			for i := 0; i < requests; i++ {
				code, text, err := post(client, url, body((i+w)%4))
				if err != nil || code != 200 && (i+w)%4 != 3 || text != want[(i+w)%4] {
					t.Errorf("%d %.80s %v", code, text, err)
					return
				}
			}
		}(w)
	}
	group.Wait()
}

func body(i int) string {
	if i == 3 {
		return `{"zones": 99}`
	}
	return fmt.Sprintf(`{"concurrent_users": %d, "zones_lost": %d}`, 1000*(i+1), i%2)
}

func resident(t *testing.T) int64 {
	t.Helper()
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("no /proc: ", err)
	}
	pages, err := strconv.ParseInt(strings.Fields(string(statm))[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return pages * int64(os.Getpagesize())
}

func TestLoadWithoutLeak(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	url, stop := start(t)
	load(t, url, 8, 100)
	runtime.GC()
	before := resident(t)
	load(t, url, 8, 300)
	runtime.GC()
	if grown := resident(t) - before; grown > 16<<20 {
		t.Errorf("2400 requests took %d bytes", grown)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	for i := 0; runtime.NumGoroutine() > goroutines; i++ {
		if i == 100 {
			t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), goroutines)
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// A request whose body is still on its way when the server is told to stop is answered.
func TestShutdownIsGraceful(t *testing.T) {
	url, stop := start(t)
	reader, writer := io.Pipe()
	type result struct {
		code int
		text []byte
		err  error
	}
	answered := make(chan result, 1)
	client := &http.Client{Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	go func() {
		response, err := client.Post(url, "application/json", reader)
		if err != nil {
			answered <- result{err: err}
			return
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		answered <- result{response.StatusCode, text, err}
	}()
	if _, err := writer.Write([]byte(`{"concurrent_users": `)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	time.Sleep(100 * time.Millisecond)
	select {
	case err := <-stopped:
		t.Fatal("stopped with a request under way: ", err)
	default:
	}
	if _, err := writer.Write([]byte(`1000}`)); err != nil {
		t.Fatal(err)
	}
	writer.Close()
	if got := <-answered; got.err != nil || got.code != 200 || !bytes.Contains(got.text, []byte(`"pods":9`)) {
		t.Errorf("%d %s %v", got.code, got.text, got.err)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if _, _, err := post(client, url, `{}`); err == nil {
		t.Error("it still answers")
	}
}
