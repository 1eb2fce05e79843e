package dev.sallyport.house.planted.gate;

import dev.sallyport.house.planted.ledger.Stone;

/** Imports a lower floor, which is right. */
record LooksDown(Stone stone) {}
