package dev.sallyport.shield.egress;

/**
 * That a call goes somewhere.
 *
 * @param asked whether the name is only looked up
 * @param sends whether it takes something along: a body, a file, what was piped into it
 */
record Trip(Destination to, boolean asked, boolean sends) {}
