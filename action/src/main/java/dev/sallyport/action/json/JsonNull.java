package dev.sallyport.action.json;

/** The JSON literal {@code null}. */
public enum JsonNull implements Json {
    /** The only one. */
    NULL
}
