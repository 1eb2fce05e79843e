package dev.sallyport.bench.row;

/** One named benchmark. */
@FunctionalInterface
public interface Bench {
    /**
     * Measures.
     *
     * @param quick whether a rough answer within seconds is enough
     * @throws Exception when something needed can't be started; nothing is reported in its place
     */
    void run(boolean quick, Report report) throws Exception;
}
