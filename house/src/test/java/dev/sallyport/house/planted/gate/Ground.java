package dev.sallyport.house.planted.gate;

/** What others import. */
public record Ground() {}
