/**
 * Type checking of policies, entities and requests against a schema. {@link
 * dev.sallyport.cedar.validation.Validator} is the entry; a policy is checked once for every combination of principal
 * type, action and resource type it may meet.
 */
@NullMarked
package dev.sallyport.cedar.validation;

import org.jspecify.annotations.NullMarked;
