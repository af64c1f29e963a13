package io.p2pcredit.architecture.broken.internal.right;

import io.p2pcredit.architecture.broken.internal.left.Left;

/** Goes round in a circle with what is on the left. */
public record Right(Left left) {}
