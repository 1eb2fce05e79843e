package dev.sallyport.house.planted.action;

import dev.sallyport.house.planted.gate.Ground;

/** Imports three floors up. */
record LooksUp(Ground ground) {}
