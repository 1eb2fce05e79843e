module sallyport.dev/sdk/go

go 1.22
