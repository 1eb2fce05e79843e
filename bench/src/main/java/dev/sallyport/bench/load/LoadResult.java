package dev.sallyport.bench.load;

import dev.sallyport.bench.row.Samples;

/**
 * What came of a load.
 *
 * @param durations nanoseconds from when a request was due to the last byte of its answer, of the measured part
 * @param perSecond answers with status 200 per second of the measured part
 * @param acknowledged answers with status 200, those of the warm-up and the end included
 * @param errors every other answer and every connection that broke
 * @param firstError the first of them, empty when there was none
 */
public record LoadResult(Samples durations, double perSecond, long acknowledged, long errors, String firstError) {}
