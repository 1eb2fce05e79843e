package dev.sallyport.house.planted.gate.one;

import dev.sallyport.house.planted.gate.two.Back;

/** One half of a circle. */
public record There(Back back) {}
