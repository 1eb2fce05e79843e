package dev.sallyport.cedar.value;

/** The question: may {@code principal} do {@code action} to {@code resource}, given {@code context}? */
public record Request(EntityUid principal, EntityUid action, EntityUid resource, RecordValue context) {}
