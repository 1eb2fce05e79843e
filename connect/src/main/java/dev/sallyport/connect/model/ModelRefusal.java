package dev.sallyport.connect.model;

import java.util.Optional;

/** A question that is not asked, or an answer that can't be passed on. The message holds nothing of either. */
public final class ModelRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @org.jspecify.annotations.Nullable Long waitSeconds;

    /** A refusal. */
    public ModelRefusal(int status, String code, String why) {
        this(status, code, why, Optional.empty());
    }

    /** A refusal after which one may ask again after so many seconds. */
    public ModelRefusal(int status, String code, String why, Optional<Long> waitSeconds) {
        super(why, null, false, false); // no stack trace: agents and upstreams cause these
        this.status = status;
        this.code = code;
        this.waitSeconds = waitSeconds.orElse(null);
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** After which time it makes sense to ask again, in seconds. */
    public Optional<Long> waitSeconds() {
        return Optional.ofNullable(waitSeconds);
    }

    /** What the upstream said is no answer. */
    static ModelRefusal malformed(String what) {
        return new ModelRefusal(502, "upstream_malformed", "the model's answer can't be passed on: " + what);
    }

    /** The answer ended before it was whole. */
    static ModelRefusal cut() {
        return new ModelRefusal(502, "upstream_cut", "the model's answer ended before it was whole");
    }

    /** The answer is longer than anything that is waited for. */
    static ModelRefusal tooLarge() {
        return new ModelRefusal(502, "answer_too_large", "the model's answer is larger than the limit");
    }
}
