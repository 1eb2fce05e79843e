package dev.sallyport.house.planted.cedar;

import dev.sallyport.house.planted.ledger.Stone;

/** Imports a module of its own floor. */
record LooksAside(Stone stone) {}
