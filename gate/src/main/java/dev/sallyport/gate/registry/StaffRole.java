package dev.sallyport.gate.registry;

/** What a key that is not an agent's and not an approver's may do. */
public enum StaffRole {
    /** Agents, pins, policies, containment; never approvals. */
    OPERATOR,
    /** Registers agents; reads and consumes the approvals of the agents it registered. */
    ENROLMENT
}
