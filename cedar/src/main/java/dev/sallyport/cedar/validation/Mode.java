package dev.sallyport.cedar.validation;

/** How much the checker asks for. */
public enum Mode {
    /** Types must match exactly, sets must not be empty, constructors take literals. What Sallyport demands. */
    STRICT,
    /** Records may differ in attributes, and values of different entity types may meet. */
    PERMISSIVE
}
