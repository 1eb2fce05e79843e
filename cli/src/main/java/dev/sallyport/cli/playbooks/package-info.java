/** The verbs of playbooks: {@code playbooks list}, {@code simulate}, {@code prove}, {@code activate}, {@code deactivate}. */
@NullMarked
package dev.sallyport.cli.playbooks;

import org.jspecify.annotations.NullMarked;
