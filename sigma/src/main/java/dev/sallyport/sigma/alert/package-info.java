/** What a rule says when it holds: the alert, how far it may reach, the way a value took, and signals about the detector itself. */
@NullMarked
package dev.sallyport.sigma.alert;

import org.jspecify.annotations.NullMarked;
