package dev.sallyport.provenance.catalogue;

import dev.sallyport.provenance.source.FieldClass;

/**
 * How far a field of a tool's result may be believed.
 *
 * @param shape what a value must look like to be believed so far
 * @param secret whether the value is for the user alone: it may not leave unless the user asks for it
 */
public record Field(FieldClass fieldClass, Shape shape, boolean secret) {
    /** The class that counts for that value. */
    public FieldClass classOf(String text) {
        return shape.fits(text) ? fieldClass : FieldClass.EXT;
    }
}
