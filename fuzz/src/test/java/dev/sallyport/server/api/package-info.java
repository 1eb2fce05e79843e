/** The fuzz targets that need to see inside the API. */
@NullMarked
package dev.sallyport.server.api;

import org.jspecify.annotations.NullMarked;
