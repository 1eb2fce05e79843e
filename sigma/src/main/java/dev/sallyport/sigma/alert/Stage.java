package dev.sallyport.sigma.alert;

import dev.sallyport.sigma.rule.Status;

/** What an alert may lead to, from least to most. */
public enum Stage {
    /** It is recorded, and nobody is told. */
    LOG_ONLY,
    /** People are told. */
    ALERT,
    /** Playbooks may act on it. */
    RESPOND;

    /** What a rule of that status may do. A status that calls a rule old or unfit lets it do no more than an experiment. */
    public static Stage of(Status status) {
        return switch (status) {
            case STABLE -> RESPOND;
            case TEST -> ALERT;
            case EXPERIMENTAL, DEPRECATED, UNSUPPORTED -> LOG_ONLY;
        };
    }

    /** The one that reaches less far. */
    public Stage atMost(Stage other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** Its name in documents: {@code log_only}. */
    public String word() {
        return switch (this) {
            case LOG_ONLY -> "log_only";
            case ALERT -> "alert";
            case RESPOND -> "respond";
        };
    }
}
