package dev.sallyport.server.channel;

/** What a request from a channel turned out to be. */
sealed interface Reading {
    /**
     * A person's answer, whose sender is proven.
     *
     * @param who the id the channel knows the person under
     * @param seen the action hash the person was shown
     * @param once what may come only once
     */
    record Answer(String who, String approval, String seen, boolean approves, String once) implements Reading {}

    /** Proven, and nothing to do: a link was opened, or the channel only tries whether anybody is here. */
    record Nothing() implements Reading {}

    /**
     * Not from the channel, or not now, or not in its form.
     *
     * @param code stable
     */
    record Refused(String code, String why) implements Reading {}
}
