/** What strangers write on a proxy's wire, read strictly and with limits: the head of a request, its target, a TLS greeting. */
@NullMarked
package dev.sallyport.connect.egress.wire;

import org.jspecify.annotations.NullMarked;
