package dev.sallyport.connect.preview;

/**
 * Limits of the preview door.
 *
 * @param requestBytes greatest length of a request's body
 * @param answerBytes greatest length of a service's answer; it is held whole
 * @param atOnce requests on their way to services at once
 * @param dialMillis how long a service may take to take the connection
 * @param answerMillis how long it may take to answer, to the last byte
 */
public record PreviewLimits(int requestBytes, int answerBytes, int atOnce, int dialMillis, int answerMillis) {}
