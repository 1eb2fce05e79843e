package dev.sallyport.house.planted.ledger;

import com.tngtech.archunit.core.domain.JavaClass;

/** Uses a library in a module that stands on the JDK alone. */
record Borrows(JavaClass lent) {}
