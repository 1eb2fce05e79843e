/** Tests of the model proxy without a network. */
@NullMarked
package dev.sallyport.connect.model;

import org.jspecify.annotations.NullMarked;
