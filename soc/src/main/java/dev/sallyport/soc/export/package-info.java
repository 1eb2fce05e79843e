/**
 * Notices, decisions and responses in the forms that other systems read: OCSF ({@link dev.sallyport.soc.export.Ocsf}), ECS, CEF,
 * syslog and OTLP logs. Every form holds what a notice holds and no more; every one says when something had to be cut.
 */
@NullMarked
package dev.sallyport.soc.export;

import org.jspecify.annotations.NullMarked;
