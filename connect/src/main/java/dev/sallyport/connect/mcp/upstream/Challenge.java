package dev.sallyport.connect.mcp.upstream;

import java.util.List;

/**
 * How a server asks for a credential (RFC 9110, section 11.6.1).
 *
 * @param status 401 or 403
 * @param fields the values of its WWW-Authenticate fields
 */
public record Challenge(int status, List<String> fields) {
    public Challenge {
        fields = List.copyOf(fields);
    }
}
