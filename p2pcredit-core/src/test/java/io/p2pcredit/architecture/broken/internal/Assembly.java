package io.p2pcredit.architecture.broken.internal;

/** What the builder may know. */
public record Assembly(String parts) {}
