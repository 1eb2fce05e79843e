/** Alerts: what a rule found, with the receipts it rests on, kept and read through one port. */
@NullMarked
package dev.sallyport.soc.alert;

import org.jspecify.annotations.NullMarked;
