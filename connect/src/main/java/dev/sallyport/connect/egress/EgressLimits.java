package dev.sallyport.connect.egress;

/**
 * Limits of the proxy.
 *
 * @param connections open at once
 * @param perAgent open at once for one agent
 * @param idleMillis how long a connection may be silent in both directions
 * @param headMillis how long a request's head and a greeting may take to arrive
 * @param dialMillis how long one address may take to answer
 */
public record EgressLimits(int connections, int perAgent, int idleMillis, int headMillis, int dialMillis) {
    /** Addresses of one name that are judged and tried; further ones are left out. */
    public static final int ADDRESSES = 8;

    /** Bytes on their way in one direction. */
    public static final int BUFFER = 16 * 1024;
}
