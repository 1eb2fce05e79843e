/** What a durable receipt costs, and what checking one costs. */
@NullMarked
package dev.sallyport.bench.ledger;

import org.jspecify.annotations.NullMarked;
