package io.p2pcredit.architecture.broken.internal.left;

import io.p2pcredit.architecture.broken.internal.right.Right;

/** Goes round in a circle with what is on the right. */
public record Left(Right right) {}
