/**
 * The model proxy. A {@link dev.sallyport.connect.model.ModelRequest} is read out of what an agent asks; {@link
 * dev.sallyport.connect.model.ModelDoor} is the gate between the agent and the model, {@link
 * dev.sallyport.connect.model.ModelExchange} one question with its answer; an {@link dev.sallyport.connect.model.AnswerFilter} of
 * each dialect takes the tool calls out of an answer, has each judged, and puts back what may go on; {@link
 * dev.sallyport.connect.model.ModelProxy} runs all that over HTTP. {@link dev.sallyport.connect.model.ModelGuard} is the port for
 * whatever looks at the words.
 */
@NullMarked
package dev.sallyport.connect.model;

import org.jspecify.annotations.NullMarked;
