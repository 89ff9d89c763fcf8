module libcapacity/bindings/go

go 1.19
