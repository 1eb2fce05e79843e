package dev.sallyport.connect.hook;

/** What a host is told. */
public sealed interface Ruling {
    /** Sallyport has nothing against it; the host's own rules and questions stand. */
    record Pass() implements Ruling {}

    /**
     * It must not run.
     *
     * @param code stable reason code
     * @param sentence the reason for people and models
     */
    record Refuse(String code, String sentence) implements Ruling {
        /** What the agent reads. */
        public String words() {
            return "[" + code + "] refused by Sallyport: " + sentence;
        }
    }
}
