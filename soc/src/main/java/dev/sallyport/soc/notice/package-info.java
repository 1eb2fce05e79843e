/**
 * What people and other systems are told about an incident: a {@link dev.sallyport.soc.notice.Notice} is one revision of one
 * incident, in bounded words and numbers, without any content of an action.
 */
@NullMarked
package dev.sallyport.soc.notice;

import org.jspecify.annotations.NullMarked;
