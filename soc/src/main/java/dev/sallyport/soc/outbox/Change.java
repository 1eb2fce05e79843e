package dev.sallyport.soc.outbox;

/** A change of what is owed. */
public sealed interface Change {
    /** One more is owed, unless that was owed before. */
    record Owe(Owing owing) implements Change {}

    /** One that was not begun is owed no more. */
    record Withdraw(Owing.Key key, long timeMillis, String why) implements Change {}
}
