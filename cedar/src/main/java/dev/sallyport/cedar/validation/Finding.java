package dev.sallyport.cedar.validation;

import dev.sallyport.cedar.error.Position;
import dev.sallyport.cedar.syntax.PolicyId;

/** Something wrong with a policy, and where. */
public record Finding(PolicyId policy, Position position, String message) {

    @Override
    public String toString() {
        return position + ": policy `" + policy + "`: " + message;
    }
}
