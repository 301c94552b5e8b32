/**
 * Dense and sparse kernels over primitive arrays. A native BLAS and the Vector API are optional.
 */
package io.shrinkage.linalg;
