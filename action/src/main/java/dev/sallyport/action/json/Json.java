package dev.sallyport.action.json;

/**
 * A JSON value (RFC 8259 section 3). Immutable; equal when it denotes the same value, whatever the order of members.
 */
public sealed interface Json permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}
