package dev.sallyport.gate;

/** Hears how long stages take. Thread-safe; must not block. */
@FunctionalInterface
public interface StageMeter {
    /** One run of the stage took that long. */
    void took(Stage stage, long nanos);
}
