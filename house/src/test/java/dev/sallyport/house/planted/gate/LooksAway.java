package dev.sallyport.house.planted.gate;

import dev.sallyport.house.planted.shed.Tool;

/** Imports a module without a floor. */
record LooksAway(Tool tool) {}
