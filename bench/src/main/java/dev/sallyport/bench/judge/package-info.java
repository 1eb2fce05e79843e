/** What a judgement costs, without a door and without a record. */
@NullMarked
package dev.sallyport.bench.judge;

import org.jspecify.annotations.NullMarked;
