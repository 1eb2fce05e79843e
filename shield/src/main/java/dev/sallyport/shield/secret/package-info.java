/**
 * Secrets and personal data in what passes: finding them, putting placeholders in their place, and putting them back where policy says so.
 *
 * <p>Read {@link dev.sallyport.shield.secret.Secret} and {@link dev.sallyport.shield.secret.SecretFinder}, which finds them in a text;
 * {@link dev.sallyport.shield.secret.SecretNames}, which tells by a variable's name that it holds one;
 * {@link dev.sallyport.shield.secret.Vault} and {@link dev.sallyport.shield.secret.Redaction}, which take them out and put them back;
 * {@link dev.sallyport.shield.secret.SecretGuard}, the shield.
 *
 * <p>Everything takes one pass over a text for fixed words, and at each a look at a bounded stretch beside it: time linear in the text,
 * whatever is in it.
 */
@NullMarked
package dev.sallyport.shield.secret;

import org.jspecify.annotations.NullMarked;
