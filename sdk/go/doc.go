package sallyport
