/** How a control earns the right to block: measurement on traffic of one's own, cohorts with gates between them, evidence. */
@NullMarked
package dev.sallyport.govern;

import org.jspecify.annotations.NullMarked;
