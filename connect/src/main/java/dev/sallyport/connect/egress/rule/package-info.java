/** Who may connect where: rules of the configuration, host patterns and categories of destinations. */
@NullMarked
package dev.sallyport.connect.egress.rule;

import org.jspecify.annotations.NullMarked;
