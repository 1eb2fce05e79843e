package dev.sallyport.bench.row;

/** Where a benchmark's results go. Confined to one thread. */
public interface Report {
    /** One case is measured. */
    void row(Row row);

    /** Something a reader of the rows should know: conditions, where the time goes. One line. */
    void note(String line);
}
