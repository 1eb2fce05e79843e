/**
 * One way to write what people write in many: {@link dev.sallyport.text.form.NumberForm}, {@link
 * dev.sallyport.text.form.DateForm}, {@link dev.sallyport.text.form.UrlForm}, {@link dev.sallyport.text.form.CompactForm};
 * {@link dev.sallyport.text.form.Spellings} applies them to a value and finds them in a text.
 */
@NullMarked
package dev.sallyport.text.form;

import org.jspecify.annotations.NullMarked;
