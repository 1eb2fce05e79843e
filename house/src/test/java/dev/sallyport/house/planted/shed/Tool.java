package dev.sallyport.house.planted.shed;

/** Lies in a module without a floor. */
public record Tool() {}
