/** Playbooks: versioned documents that say what is done about which alerts, and the one who does it within limits. */
@NullMarked
package dev.sallyport.soc.playbook;

import org.jspecify.annotations.NullMarked;
