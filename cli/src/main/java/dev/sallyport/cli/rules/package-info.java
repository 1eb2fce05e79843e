/** The verbs of detection rules: {@code rules check}, {@code eval}, {@code explain}, {@code dry-run}, {@code note}, and those that ask a gateway. */
@NullMarked
package dev.sallyport.cli.rules;

import org.jspecify.annotations.NullMarked;
