package dev.sallyport.house.planted.ledger;

/** What its neighbour imports. */
public record Stone() {}
