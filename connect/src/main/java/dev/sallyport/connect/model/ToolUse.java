package dev.sallyport.connect.model;

/**
 * A tool call that a model's answer holds.
 *
 * @param id by which its result will come back
 * @param name of the function
 * @param arguments as the model wrote them
 * @param free whether the arguments are a free text and no JSON
 */
record ToolUse(String id, String name, String arguments, boolean free) {}
